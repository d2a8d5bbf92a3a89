@NullMarked
package io.millwright.app.cli;

import org.jspecify.annotations.NullMarked;
