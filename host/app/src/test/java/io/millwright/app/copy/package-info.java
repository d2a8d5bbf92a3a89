@NullMarked
package io.millwright.app.copy;

import org.jspecify.annotations.NullMarked;
