@NullMarked
package io.millwright.app.page;

import org.jspecify.annotations.NullMarked;
