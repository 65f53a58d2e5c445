using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Node.V1;
using KubeSharp.Client;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>Which of the runtime's handlers runs a pod: its RuntimeClass says.</summary>
internal sealed class RuntimeHandlers(KubeClient? client)
{
    /// <returns>Empty for the default one.</returns>
    /// <exception cref="InvalidOperationException">The pod's class does not exist.</exception>
    public async Task<string> ForAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (pod.Spec.RuntimeClassName is not { Length: > 0 } name || client is null)
        {
            return "";
        }
        var found = await client.FindAsync<RuntimeClass>("", name, cancellationToken).ConfigureAwait(false);
        return found?.Handler ?? throw new InvalidOperationException($"failed to get sandbox runtime: no RuntimeClass named \"{name}\"");
    }
}
