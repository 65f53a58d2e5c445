namespace KubeSharp.LoadGenerator;

/// <summary>
/// What kube-apiserver, kube-scheduler and etcd of Kubernetes 1.20.2 reach on a machine with two cores: the CPU time of the servers per
/// operation in microseconds, and the pods that are scheduled each second.
/// </summary>
internal static class Upstream
{
    /// <summary>CPU of all six processes without load, as a share of one core.</summary>
    public const double IdleShare = 0.069;

    /// <summary>Resident memory of all six processes without load.</summary>
    public const double IdleBytes = 703.0 * 1024 * 1024;

    /// <summary>From the creation of a pod to Running with the image present, median; in seconds.</summary>
    public const double PodStart = 0.99;

    /// <summary>Until a deployment of 50 pods is Ready; in seconds.</summary>
    public const double Deployment50 = 39;

    public static double? CpuOf(string scenario) => scenario switch
    {
        "create configmap" => 483,
        "delete configmap" => 567,
        "create pod" => 1040,
        "get pod" => 394,
        "patch status" => 1610,
        "list pods, cached" => 162_000,
        "list pods, consistent" => 126_000,
        "list 60 by label" => 2650,
        "list page of 500" => 18_200,
        "delete pod" => 1597,
        "watch event" or "watch event, one writer" => 11.2,
        _ => null,
    };

    public static double? RateOf(string scenario) => scenario switch
    {
        "schedule, 1000 nodes" => 404,
        "schedule, 5000 nodes" => 311,
        _ => null,
    };
}
