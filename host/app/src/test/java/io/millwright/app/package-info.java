@NullMarked
package io.millwright.app;

import org.jspecify.annotations.NullMarked;
