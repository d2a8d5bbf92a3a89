@NullMarked
package io.millwright.sandbox.sim;

import org.jspecify.annotations.NullMarked;
