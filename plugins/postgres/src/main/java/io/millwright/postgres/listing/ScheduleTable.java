package io.millwright.postgres.listing;

import io.millwright.kit.listing.Table;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Schedule;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** The backup schedules. */
public final class ScheduleTable extends Table {
    public ScheduleTable() {
        super(
                "schedules",
                "Backup schedules",
                Cnpg.SCHEDULED_BACKUP,
                "name",
                "cluster",
                "schedule",
                "method",
                "suspended",
                "#last",
                "#next",
                "+namespace");
    }

    @Override
    protected Row row(Resource s, ClusterView view) {
        String schedule = s.text("spec", "schedule").orElse("");
        boolean suspended = s.flag("spec", "suspend").orElse(false);
        boolean good = Schedule.parse(schedule) instanceof Schedule.Parsed.Good;
        return new Row(
                s.ref(kind()),
                !good ? Severity.WARNING : suspended ? Severity.INFO : Severity.OK,
                List.of(
                        s.name(),
                        s.text("spec", "cluster", "name").orElse("?"),
                        schedule,
                        s.text("spec", "method").orElse("barmanObjectStore"),
                        suspended ? "yes" : "no",
                        when(s.text("status", "lastScheduleTime"), view),
                        suspended ? "–" : when(s.text("status", "nextScheduleTime"), view),
                        s.namespace()));
    }
}
