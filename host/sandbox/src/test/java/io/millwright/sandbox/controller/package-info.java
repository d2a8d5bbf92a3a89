@NullMarked
package io.millwright.sandbox.controller;

import org.jspecify.annotations.NullMarked;
