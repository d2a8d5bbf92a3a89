@NullMarked
package io.millwright.app.shell;

import org.jspecify.annotations.NullMarked;
