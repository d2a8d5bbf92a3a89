@NullMarked
package io.millwright.sandbox;

import org.jspecify.annotations.NullMarked;
