namespace KubeSharp.ApiServer.Discovery;

/// <summary>Group versions that others serve behind this server.</summary>
internal interface IRemoteDiscovery
{
    /// <summary>The same list as long as nothing has changed.</summary>
    IReadOnlyList<RemoteVersion> Versions { get; }
}
