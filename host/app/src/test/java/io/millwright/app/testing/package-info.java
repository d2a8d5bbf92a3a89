/** What the tests of the program share: a tool, clusters, a console that remembers, golden files. */
@NullMarked
package io.millwright.app.testing;

import org.jspecify.annotations.NullMarked;
