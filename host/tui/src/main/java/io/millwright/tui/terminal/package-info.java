/** The real terminal: JLine owns the tty, Lanterna's screen finds out what differs. The only package that knows them. */
@NullMarked
package io.millwright.tui.terminal;

import org.jspecify.annotations.NullMarked;
