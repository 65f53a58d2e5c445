namespace KubeSharp.Proxy.Userspace;

/// <summary>Takes what clients send to one address of a service.</summary>
internal interface IServiceListener : IAsyncDisposable
{
    /// <summary>The endpoints are others now.</summary>
    void EndpointsChanged();
}
