namespace KubeSharp.Controllers.Workloads.ReplicaSets;

/// <summary>The counted part of the status of a ReplicaSet or ReplicationController.</summary>
internal readonly record struct ReplicaState(
    int Replicas,
    int FullyLabeledReplicas,
    int ReadyReplicas,
    int AvailableReplicas,
    int TerminatingReplicas,
    long ObservedGeneration,
    ReplicaFailure? Failure);
