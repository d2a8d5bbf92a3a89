@NullMarked
package io.millwright.app.plugins;

import org.jspecify.annotations.NullMarked;
