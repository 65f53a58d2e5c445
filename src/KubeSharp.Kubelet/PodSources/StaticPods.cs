using System.Security.Cryptography;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.PodSources;

/// <summary>Reads manifests of static pods and makes them pods of this node.</summary>
internal sealed class StaticPods(string nodeName)
{
    /// <param name="manifest">A Pod or a list of Pods, as JSON or YAML.</param>
    /// <param name="source"><c>file</c> or <c>http</c>.</param>
    /// <param name="origin">Where it came from: part of the pod's identity.</param>
    /// <exception cref="FormatException">It is not a manifest of pods.</exception>
    public IReadOnlyList<Pod> Read(ReadOnlyMemory<byte> manifest, string source, string origin)
    {
        try
        {
            var json = manifest.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? manifest : (ReadOnlyMemory<byte>)YamlJson.ToJson(manifest);
            return JsonCodec.DecodeAny(json.Span) switch
            {
                Pod pod => [Complete(pod, source, origin, manifest.Span)],
                PodList list => [.. list.Items.Select(pod => Complete(pod, source, origin, JsonCodec.Encode(pod)))],
                var other => throw new FormatException($"{other.ApiType.Kind} is not a Pod"),
            };
        }
        catch (DecodeException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private Pod Complete(Pod pod, string source, string origin, ReadOnlySpan<byte> content)
    {
        if (pod.Metadata.Name.Length == 0 || pod.Spec.Containers.IsEmpty)
        {
            throw new FormatException("a Pod needs metadata.name and spec.containers");
        }
        var uid = pod.Metadata.UID.Length > 0 ? pod.Metadata.UID : Identity(content, source, origin);
        var annotations = pod.Metadata.Annotations
            .Set(PodFacts.ConfigSourceAnnotation, source)
            .Set(PodFacts.ConfigHashAnnotation, uid);
        return PodDefaults.Apply(pod with
        {
            Metadata = pod.Metadata with
            {
                Name = $"{pod.Metadata.Name}-{nodeName}".ToLowerInvariant(),
                Namespace = pod.Metadata.Namespace.Length > 0 ? pod.Metadata.Namespace : Constants.NamespaceDefault,
                UID = uid,
                Annotations = annotations,
            },
            Spec = pod.Spec with
            {
                NodeName = nodeName,
                // A static pod belongs to its node, whatever the node is tainted with.
                Tolerations = pod.Spec.Tolerations.Add(new Toleration { Operator = "Exists", Effect = TaintEffect.NoExecute }),
            },
            Status = new PodStatus { Phase = PodPhase.PodPending },
        });
    }

    /// <summary>The same manifest on the same node from the same place is the same pod, also after a restart.</summary>
    private string Identity(ReadOnlySpan<byte> content, string source, string origin)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"host:{nodeName}\n{source}:{origin}\n"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
