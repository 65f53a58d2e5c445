using System.Collections.Frozen;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Http;

/// <summary>The words that paths are made of, so that parsing a path of a built-in resource allocates only the object's own names.</summary>
internal static class KnownWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = Collect().GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Get(ReadOnlySpan<char> text) => Words.TryGetValue(text, out var word) ? word : text.ToString();

    private static FrozenSet<string> Collect()
    {
        var words = new HashSet<string>(StringComparer.Ordinal) { "default", "kube-system", "kube-public", "kube-node-lease", "scale" };
        foreach (var resource in ApiResources.All)
        {
            words.Add(resource.Group);
            words.Add(resource.Version);
            words.Add(resource.Name);
            foreach (var subresource in resource.Subresources)
            {
                words.Add(subresource.Name);
            }
        }

        return words.ToFrozenSet(StringComparer.Ordinal);
    }
}
