namespace KubeSharp.ApiServer.Admission.Events;

/// <summary>One limit of the plugin's configuration.</summary>
/// <param name="Type">What shares a bucket.</param>
/// <param name="Qps">Events a second that refill it.</param>
/// <param name="Burst">Events that it holds.</param>
/// <param name="CacheSize">How many buckets are remembered.</param>
internal sealed record EventRateLimitOptions(EventRateLimitType Type, int Qps, int Burst, int CacheSize)
{
    public const int DefaultCacheSize = 4096;
}
