@NullMarked
package io.millwright.app.screen;

import org.jspecify.annotations.NullMarked;
