/** The screen on the real terminal: interprets the pages' effects with the program's services. */
@NullMarked
package io.millwright.app.screen;

import org.jspecify.annotations.NullMarked;
