@NullMarked
package io.millwright.app.support;

import org.jspecify.annotations.NullMarked;
