package io.millwright.kafka.strimzi;

import io.millwright.kit.Metrics;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What nodes tell of themselves on their metrics port. */
public final class BrokerMetrics {
    public static final String UNDER_REPLICATED = "kafka_server_replicamanager_underreplicatedpartitions";
    public static final String UNDER_MIN_ISR = "kafka_server_replicamanager_underminisrpartitioncount";
    public static final String PARTITIONS = "kafka_server_replicamanager_partitioncount";
    public static final String OFFLINE = "kafka_controller_kafkacontroller_offlinepartitionscount";
    public static final String ACTIVE_CONTROLLER = "kafka_controller_kafkacontroller_activecontrollercount";
    public static final String OFFLINE_DIRECTORIES = "kafka_log_logmanager_offlinelogdirectorycount";
    /** What the broker is at; {@link #RECOVERING} while it looks through its logs after it was stopped uncleanly. */
    public static final String BROKER_STATE = "kafka_server_kafkaserver_brokerstate";
    /** By directory: how many logs it still has to look through. */
    public static final String LOGS_TO_RECOVER = "kafka_log_logmanager_remaininglogstorecover";
    /** Up to where in the metadata log a controller has come. */
    public static final String APPLIED_OFFSET = "kafka_controller_kafkacontroller_lastappliedrecordoffset";
    /** How old the newest record is that a controller has applied, in milliseconds; 0 of the one that leads. */
    public static final String APPLIED_LAG = "kafka_controller_kafkacontroller_lastappliedrecordlagms";

    public static final long RECOVERING = 2;
    public static final String LOG_SIZE = "kafka_log_log_size";
    public static final String PATH = "/metrics";

    private BrokerMetrics() {}

    /** The pages of those pods, asked at the same time; empty for a pod that can't be read. In the order of the pods. */
    public static Map<Resource, Optional<Metrics>> of(List<Resource> pods, ClusterView view) {
        Map<Resource, Optional<Metrics>> pages = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Resource, Future<Optional<Metrics>>> asked = new LinkedHashMap<>();
            pods.forEach(p -> asked.put(p, threads.submit(() -> page(p, view))));
            for (Map.Entry<Resource, Future<Optional<Metrics>>> e : asked.entrySet()) {
                pages.put(e.getKey(), e.getValue().get());
            }
            return pages;
        } catch (ExecutionException e) {
            throw new ProblemException(Problem.internal("read metrics", "Kafka", e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.internal("read metrics", "Kafka", e), e);
        }
    }

    private static Optional<Metrics> page(Resource pod, ClusterView view) {
        return Metrics.read(
                view, ObjectRef.of(Kind.POD, pod.namespace(), pod.name()), "http", Strimzi.METRICS_PORT, PATH);
    }
}
