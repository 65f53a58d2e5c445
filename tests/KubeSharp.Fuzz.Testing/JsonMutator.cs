using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeSharp.Fuzz.Testing;

/// <summary>Makes new JSON documents out of old ones by their structure: they stay JSON, and so get past the parser.</summary>
/// <param name="words">Values that mean something to the code.</param>
public sealed class JsonMutator(Random random, IReadOnlyList<string> words)
{
    private const int MaxChanges = 4;
    private const int MaxNesting = 60;

    private static readonly string[] Texts =
        ["", " ", "\0", "\u00e9\u2028", "a/b", "..", "-1", "0", "1e9", "9223372036854775808", "*", "%", "{}", "null", new('x', 300), "a\nb", "2026-01-01T00:00:00Z"];

    private static readonly string[] Literals =
        ["null", "true", "false", "0", "-1", "1.5", "1e300", "2147483648", "-9223372036854775808", "9223372036854775808", "[]", "{}", "[null]", "{\"\":null}"];

    /// <summary>Null if the input is no JSON, or such that only code under test may make something of it.</summary>
    /// <param name="other">Whose parts may be taken over.</param>
    public byte[]? Change(byte[] input, byte[] other)
    {
        try
        {
            if (JsonNode.Parse(input) is not { } root)
            {
                return null;
            }

            var donor = random.Next(2) == 0 ? root : JsonNode.Parse(other) ?? root;
            for (var changes = 1 + random.Next(MaxChanges); changes > 0; changes--)
            {
                root = ChangeOnce(root, Pick(Parts(donor)));
            }

            return Encoding.UTF8.GetBytes(root.ToJsonString());
        }
        catch (Exception notJson) when (notJson is JsonException or ArgumentException or InvalidOperationException)
        {
            // Names that come twice and halves of characters show only when somebody looks at them.
            return null;
        }
    }

    private static IReadOnlyList<JsonNode> Parts(JsonNode root)
    {
        var parts = new List<JsonNode> { root };
        for (var i = 0; i < parts.Count; i++)
        {
            var within = parts[i] switch
            {
                JsonObject map => map.Select(pair => pair.Value),
                JsonArray list => list,
                _ => [],
            };
            parts.AddRange(within.OfType<JsonNode>());
        }

        return parts;
    }

    private JsonNode ChangeOnce(JsonNode root, JsonNode given)
    {
        var part = Pick(Parts(root));
        switch (random.Next(8))
        {
            case 0 when part is JsonObject { Count: > 0 } map:
                map.Remove(Pick([.. map.Select(pair => pair.Key)]));
                return root;
            case 1 when part is JsonObject map:
                map[Key(given)] = given.DeepClone();
                return root;
            case 2 when part is JsonArray { Count: > 0 } list:
                list.RemoveAt(random.Next(list.Count));
                return root;
            case 3 when part is JsonArray list:
                list.Insert(random.Next(list.Count + 1), random.Next(2) == 0 || list.Count == 0 ? given.DeepClone() : list[0]?.DeepClone());
                return root;
            case 4:
                return Replace(root, part, given.DeepClone());
            case 5:
                return Replace(root, part, Nest(part.DeepClone()));
            case 6:
                return Replace(root, part, JsonNode.Parse(Pick(Literals)));
            default:
                return Replace(root, part, JsonValue.Create(Text(part)));
        }
    }

    private string Key(JsonNode given) => given is JsonObject { Count: > 0 } map ? Pick([.. map.Select(pair => pair.Key)]) : Text(given);

    private string Text(JsonNode part)
    {
        var text = words.Count > 0 && random.Next(2) == 0 ? Pick(words) : Pick(Texts);
        return part is JsonValue value && value.TryGetValue(out string? old) && random.Next(2) == 0 ? old.Insert(random.Next(old.Length + 1), text) : text;
    }

    private JsonNode Nest(JsonNode part)
    {
        for (var depth = random.Next(8) == 0 ? random.Next(MaxNesting) : 1; depth > 0; depth--)
        {
            part = random.Next(2) == 0 ? new JsonArray(part) : new JsonObject { [Pick(Texts)] = part };
        }

        return part;
    }

    private static JsonNode Replace(JsonNode root, JsonNode part, JsonNode? by)
    {
        if (ReferenceEquals(root, part))
        {
            return by ?? root;
        }

        part.ReplaceWith(by);
        return root;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
