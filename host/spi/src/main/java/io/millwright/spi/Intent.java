package io.millwright.spi;

/** What a runbook is for. Decides which runbooks may run beside each other. */
public enum Intent {
    INSTALL,
    CREATE,
    CONFIGURE,
    SCALE,
    BACKUP,
    RESTORE,
    UPGRADE,
    ROTATE,
    REPAIR,
    UNINSTALL
}
