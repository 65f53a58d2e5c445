namespace KubeSharp.Addons.ClusterDns;

/// <summary>Names of the store indexes behind reverse look-ups.</summary>
internal static class ClusterDnsIndexes
{
    public const string ClusterIP = "clusterIP";
    public const string EndpointAddress = "endpointAddress";
}
