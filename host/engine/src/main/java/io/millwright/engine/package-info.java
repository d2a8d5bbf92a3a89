/** The engine: fleet, health, plans, previews, runs and their journal. Headless; what it needs of the world are the ports. */
@NullMarked
package io.millwright.engine;

import org.jspecify.annotations.NullMarked;
