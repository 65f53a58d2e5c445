namespace KubeSharp.Kubelet.Server;

/// <summary>What answers below one first path segment.</summary>
internal interface IKubeletEndpoint
{
    /// <summary>Writes the whole response.</summary>
    /// <exception cref="KubeletHttpException">Instead of a response, before it has started.</exception>
    Task HandleAsync(KubeletRequest request, CancellationToken cancellationToken);
}
