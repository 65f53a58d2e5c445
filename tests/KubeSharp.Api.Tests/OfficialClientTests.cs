using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;
using KubeSharp.Api.Documents;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.Api.Tests;

/// <summary>
/// Our JSON means the same to the official client, for every kind that both know; but Status, which it cannot write.
/// </summary>
public sealed class OfficialClientTests
{
    private static readonly Dictionary<(string, string), Type> Models = typeof(V1Pod).Assembly.GetTypes()
        .Select(t => (Type: t, Entity: t.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(m => m.Entity is not null)
        .GroupBy(m => (m.Entity!.Group.Length == 0 ? m.Entity.ApiVersion : m.Entity.Group + "/" + m.Entity.ApiVersion, m.Entity.Kind))
        .ToDictionary(g => g.Key, g => g.First().Type);

    /// <summary>An alpha field whose content the client knows from another release.</summary>
    private const string OtherRelease = "nodeAllocatableResourceClaimStatuses";

    private static readonly HashSet<string> KnownNames = typeof(V1Pod).Assembly.GetTypes()
        .SelectMany(t => t.GetProperties())
        .Select(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name)
        .OfType<string>()
        .ToHashSet();

    [Fact]
    public void BothReadAndWriteTheSame()
    {
        var compared = 0;
        var differences = new List<string>();
        for (var seed = 1; seed <= 3; seed++)
        {
            var documents = new RandomDocuments(new Random(seed), forOfficialClient: true);
            foreach (var type in ApiTypes.All)
            {
                if (type.Kind == "Status" || !Models.TryGetValue((type.ApiVersion, type.Kind), out var model))
                {
                    continue;
                }

                var ours = JsonCodec.Encode(JsonCodec.Decode(type, documents.Object(type.Schema).ToJson()));
                Compare(type, model, ours, differences);
                compared++;
            }
        }

        Assert.True(compared > 300, $"only {compared} compared");
        Assert.Empty(differences.Distinct().Take(20));
    }

    private static void Compare(ApiType type, Type model, byte[] ours, List<string> differences)
    {
        object theirs;
        try
        {
            theirs = typeof(KubernetesJson).GetMethods()
                .First(m => m.Name == nameof(KubernetesJson.Deserialize) && m.GetParameters()[0].ParameterType == typeof(string))
                .MakeGenericMethod(model)
                .Invoke(null, [Encoding.UTF8.GetString(ours), null])!;
        }
        catch (TargetInvocationException e)
        {
            differences.Add($"{type}: {e.InnerException!.Message}");
            return;
        }

        var written = DocNode.Parse(Encoding.UTF8.GetBytes(KubernetesJson.Serialize(theirs)));
        Compare(type.Kind, DocNode.Parse(ours), written, differences);
    }

    private static void Compare(string path, DocNode ours, DocNode? theirs, List<string> differences)
    {
        switch (ours, theirs)
        {
            case (DocObject o, DocObject t):
                foreach (var (name, value) in o.Where(p => p.Key != OtherRelease))
                {
                    if (t[name] is { } other)
                    {
                        Compare($"{path}.{name}", value, other, differences);
                    }
                    else if (!IsEmpty(value) && KnownNames.Contains(name))
                    {
                        differences.Add($"{path}.{name} is missing");
                    }
                }

                foreach (var name in t.Keys.Where(n => n != OtherRelease && !o.Contains(n) && !IsEmpty(t[n]!)))
                {
                    differences.Add($"{path}.{name} is more");
                }

                break;
            case (DocArray o, DocArray t) when o.Count == t.Count:
                for (var i = 0; i < o.Count; i++)
                {
                    Compare($"{path}[{i}]", o[i], t[i], differences);
                }

                break;
            default:
                if (!(IsEmpty(ours) && (theirs is null || IsEmpty(theirs))) && !ours.DeepEquals(theirs ?? DocScalar.Null))
                {
                    differences.Add($"{path}: {ours} is {theirs}");
                }

                break;
        }
    }

    private static bool IsEmpty(DocNode node) => node switch
    {
        DocObject o => o.All(p => IsEmpty(p.Value)),
        DocArray a => a.Count == 0,
        _ => node.IsNull || node.ToString() is "0" or "false" or "\"\"",
    };
}
