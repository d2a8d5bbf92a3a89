@NullMarked
package io.millwright.postgres.simulator;

import org.jspecify.annotations.NullMarked;
