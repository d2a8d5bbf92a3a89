/** What goes to those who help: reports of crashes, and the bundle for a ticket. Nothing secret is in either. */
@NullMarked
package io.millwright.app.support;

import org.jspecify.annotations.NullMarked;
