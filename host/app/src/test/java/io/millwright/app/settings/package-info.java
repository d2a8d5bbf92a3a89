@NullMarked
package io.millwright.app.settings;

import org.jspecify.annotations.NullMarked;
