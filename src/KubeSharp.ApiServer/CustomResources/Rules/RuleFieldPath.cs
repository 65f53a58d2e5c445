using System.Text;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>The <c>fieldPath</c> of a rule: <c>.spec.names['a b']</c>, relative to the place of the rule.</summary>
internal static class RuleFieldPath
{
    private const string Nowhere = "does not refer to a valid field";

    /// <summary>The place that the field path of a valid rule names.</summary>
    public static FieldPath Append(FieldPath? path, string fieldPath)
    {
        Parse(fieldPath, out var steps);
        foreach (var step in steps)
        {
            path = path?.Child(step) ?? FieldPath.Root(step);
        }

        return path ?? FieldPath.Root("<nil>");
    }

    /// <summary>Why the path is none, or leads nowhere in the schema; null if it is right.</summary>
    public static string? Check(string fieldPath, JSONSchemaProps schema)
    {
        Find(fieldPath, schema, out var error);
        return error;
    }

    /// <summary>The schema of the field that the path leads to; null where there is none, or the path is none.</summary>
    /// <param name="fieldPath">The path.</param>
    /// <param name="schema">Where it begins.</param>
    /// <param name="error">Why there is none.</param>
    public static JSONSchemaProps? Find(string fieldPath, JSONSchemaProps schema, out string? error)
    {
        error = Parse(fieldPath, out var steps);
        if (error is not null)
        {
            return null;
        }

        foreach (var step in steps)
        {
            if (schema.Properties.Count > 0)
            {
                if (!schema.Properties.TryGetValue(step, out var property))
                {
                    error = Nowhere;
                    return null;
                }

                schema = property;
            }
            else if (schema.AdditionalProperties?.Schema is { } values)
            {
                schema = values;
            }
            else
            {
                error = Nowhere;
                return null;
            }
        }

        return schema;
    }

    private static string? Parse(string text, out List<string> steps)
    {
        steps = [];
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '.')
            {
                var end = text.AsSpan(i + 1).IndexOfAny('.', '[', ']');
                var name = end < 0 ? text[(i + 1)..] : text.Substring(i + 1, end);
                if (name.Length == 0)
                {
                    return "unexpected end of JSON path";
                }

                steps.Add(name);
                i += name.Length + 1;
            }
            else if (text[i] == '[')
            {
                if (Quoted(text, i + 1, out var end) is not { } name)
                {
                    return $"expected single quoted string but got {text[(i + 1)..]}";
                }

                steps.Add(name);
                i = end;
            }
            else
            {
                return $"expected [ or . but got: {text[i..]}";
            }
        }

        return null;
    }

    private static string? Quoted(string text, int start, out int end)
    {
        end = start;
        if (start >= text.Length || text[start] != '\'')
        {
            return null;
        }

        var name = new StringBuilder();
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                name.Append(text[++i]);
            }
            else if (text[i] == '\'')
            {
                end = i + 2;
                return i + 1 < text.Length && text[i + 1] == ']' ? name.ToString() : null;
            }
            else
            {
                name.Append(text[i]);
            }
        }

        return null;
    }
}
