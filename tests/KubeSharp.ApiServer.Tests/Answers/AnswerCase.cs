using System.Text.Json.Nodes;

namespace KubeSharp.ApiServer.Tests.Answers;

/// <summary>One request of the case files and what comes back.</summary>
/// <param name="Method">POST, or PUT over the object as it was created.</param>
/// <param name="Path">Of the collection.</param>
/// <param name="Base">The object before the change.</param>
/// <param name="Change">What to set, by JSON pointer without the leading slash; a name with a minus before it is removed.</param>
/// <param name="Answer">The code, and the reason of an error.</param>
/// <param name="Causes">Reason and field of each cause, sorted.</param>
internal sealed record AnswerCase(string Method, string Path, JsonObject Base, JsonObject Change, string Answer, IReadOnlyList<string> Causes)
{
    public string Name => (string)Base["metadata"]?["name"]! ?? "";

    public JsonObject Body()
    {
        var body = (JsonObject)Base.DeepClone();
        foreach (var (pointer, value) in Change)
        {
            if (pointer.StartsWith('-'))
            {
                Edit(body, pointer[1..], null, remove: true);
            }
            else
            {
                Edit(body, pointer, value?.DeepClone(), remove: false);
            }
        }

        return body;
    }

    public override string ToString() => $"{Method} {Path} {Change.ToJsonString()}";

    private static void Edit(JsonNode node, string pointer, JsonNode? value, bool remove)
    {
        var names = pointer.Split('/').Select(name => name.Replace("~1", "/").Replace("~0", "~")).ToArray();
        for (var i = 0; i < names.Length - 1; i++)
        {
            node = Step(node, names[i], isList: char.IsAsciiDigit(names[i + 1][0]));
        }

        switch (node)
        {
            case JsonObject fields when remove:
                fields.Remove(names[^1]);
                break;
            case JsonObject fields:
                fields[names[^1]] = value;
                break;
            case JsonArray items when int.Parse(names[^1], System.Globalization.CultureInfo.InvariantCulture) is var index && index < items.Count:
                items[index] = value;
                break;
            case JsonArray items:
                items.Add(value);
                break;
        }
    }

    private static JsonNode Step(JsonNode node, string name, bool isList)
    {
        if (node is JsonArray items)
        {
            return items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]!;
        }

        var fields = (JsonObject)node;
        return fields[name] ??= isList ? new JsonArray() : new JsonObject();
    }
}
