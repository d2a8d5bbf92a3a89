/** The program: its entry, its settings, and the wiring of its parts. Everything is put together here by constructors; nobody imports it. */
@NullMarked
package io.millwright.app;

import org.jspecify.annotations.NullMarked;
