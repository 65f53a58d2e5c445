namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>Upstream's buckets for the evaluation of expressions.</summary>
internal static class PolicyBuckets
{
    public static readonly double[] Seconds = [0.0000005, 0.001, 0.01, 0.1, 1.0];
}
