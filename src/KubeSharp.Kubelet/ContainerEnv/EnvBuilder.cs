using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.ContainerEnv;

/// <summary>
/// Builds a container's environment: service variables, then envFrom in order, then env in order, later ones winning. Values of env
/// may refer to everything before them.
/// </summary>
internal sealed class EnvBuilder(KubeClient? client, Func<IEnumerable<Service>> services, Func<ApiMap<Quantity>> allocatable)
{
    /// <exception cref="ContainerConfigException">Something that is referred to does not exist and is not optional.</exception>
    public async Task<IReadOnlyDictionary<string, string>> BuildAsync(Pod pod, Container container, CancellationToken cancellationToken)
    {
        var result = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var configMaps = new Dictionary<string, ConfigMap?>(StringComparer.Ordinal);
        var secrets = new Dictionary<string, Secret?>(StringComparer.Ordinal);
        var ns = pod.Metadata.Namespace;
        foreach (var (name, value) in ServiceEnv.Variables(services(), ns, pod.Spec.EnableServiceLinks ?? Constants.DefaultEnableServiceLinks))
        {
            result[name] = value;
        }
        foreach (var source in container.EnvFrom)
        {
            if (source.ConfigMapRef is { } configMapRef)
            {
                var configMap = await FindAsync(configMaps, ns, configMapRef.Name, configMapRef.Optional == true, "configmap", cancellationToken)
                    .ConfigureAwait(false);
                foreach (var (key, value) in configMap?.Data ?? default)
                {
                    result[source.Prefix + key] = value;
                }
            }
            else if (source.SecretRef is { } secretRef)
            {
                var secret = await FindAsync(secrets, ns, secretRef.Name, secretRef.Optional == true, "secret", cancellationToken).ConfigureAwait(false);
                foreach (var (key, value) in secret?.Data ?? default)
                {
                    result[source.Prefix + key] = Encoding.UTF8.GetString(value.Span);
                }
            }
        }
        foreach (var variable in container.Env)
        {
            if (variable.ValueFrom is not { } from)
            {
                result[variable.Name] = Expansion.Expand(variable.Value, result);
            }
            else if (from.FieldRef is { } field)
            {
                result[variable.Name] = PodFieldValue.Get(pod, field.FieldPath);
            }
            else if (from.ResourceFieldRef is { } resource)
            {
                var owner = resource.ContainerName.Length == 0 ? container : pod.Spec.FindContainer(resource.ContainerName) ?? container;
                result[variable.Name] = ContainerResourceValue.Get(owner, resource, allocatable());
            }
            else if (from.ConfigMapKeyRef is { } configMapKey)
            {
                var optional = configMapKey.Optional == true;
                var configMap = await FindAsync(configMaps, ns, configMapKey.Name, optional, "configmap", cancellationToken).ConfigureAwait(false);
                if (configMap is not null && configMap.Data.TryGetValue(configMapKey.Key, out var value))
                {
                    result[variable.Name] = value;
                }
                else if (!optional)
                {
                    throw new ContainerConfigException($"couldn't find key {configMapKey.Key} in ConfigMap {ns}/{configMapKey.Name}");
                }
            }
            else if (from.SecretKeyRef is { } secretKey)
            {
                var optional = secretKey.Optional == true;
                var secret = await FindAsync(secrets, ns, secretKey.Name, optional, "secret", cancellationToken).ConfigureAwait(false);
                if (secret is not null && secret.Data.TryGetValue(secretKey.Key, out var value))
                {
                    result[variable.Name] = Encoding.UTF8.GetString(value.Span);
                }
                else if (!optional)
                {
                    throw new ContainerConfigException($"couldn't find key {secretKey.Key} in Secret {ns}/{secretKey.Name}");
                }
            }
            else
            {
                throw new ContainerConfigException($"the source of environment variable {variable.Name} is not supported");
            }
        }
        return result;
    }

    /// <summary>Asks for each object once for a container, so that its variables agree with each other.</summary>
    private async Task<T?> FindAsync<T>(
        Dictionary<string, T?> known, string ns, string name, bool optional, string kind, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        if (!known.TryGetValue(name, out var found))
        {
            if (client is null)
            {
                throw new ContainerConfigException($"{kind} \"{name}\" cannot be read without an API server");
            }
            known[name] = found = await client.FindAsync<T>(ns, name, cancellationToken).ConfigureAwait(false);
        }
        return found ?? (optional ? null : throw new ContainerConfigException($"{kind} \"{name}\" not found"));
    }
}
