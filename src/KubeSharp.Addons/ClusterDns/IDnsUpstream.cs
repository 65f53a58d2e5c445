namespace KubeSharp.Addons.ClusterDns;

/// <summary>Whoever answers for names outside the cluster.</summary>
internal interface IDnsUpstream
{
    /// <summary>The answer as it came; null if nobody gave one.</summary>
    Task<byte[]?> AskAsync(ReadOnlyMemory<byte> query, bool tcp, CancellationToken cancellationToken);
}
