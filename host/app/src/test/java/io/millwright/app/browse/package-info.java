@NullMarked
package io.millwright.app.browse;

import org.jspecify.annotations.NullMarked;
