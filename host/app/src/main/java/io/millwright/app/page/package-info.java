/** The screen's pages: pure functions from what is known to what is shown. What takes time is asked of the {@link Desk}. */
@NullMarked
package io.millwright.app.page;

import org.jspecify.annotations.NullMarked;
