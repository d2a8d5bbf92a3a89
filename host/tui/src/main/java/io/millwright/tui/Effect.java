package io.millwright.tui;

/**
 * Something to do outside of the state, as a value: a test compares it. The runtime performs {@link Quit},
 * {@link Suspend}, {@link HandTty}, {@link Copy}, {@link Bell}, {@link Notify}, {@link Scoped}, {@link AfterPaint} and {@link CancelScope} itself; all
 * others go to the {@link EffectRunner}.
 */
public interface Effect {}
