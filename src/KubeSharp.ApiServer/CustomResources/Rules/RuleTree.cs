using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Cel.Schemas;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>The rules of a schema in the shape of the schema; places without rules in or below them are left out.</summary>
internal sealed class RuleTree
{
    private RuleTree(DeclaredType type, IReadOnlyList<CompiledRule> rules)
    {
        Type = type;
        Rules = rules;
        UsesOldSelf = rules.Any(rule => rule.UsesOldSelf);
    }

    public DeclaredType Type { get; }

    public IReadOnlyList<CompiledRule> Rules { get; }

    public bool UsesOldSelf { get; }

    public IReadOnlyDictionary<string, RuleTree> Properties { get; private init; } = new Dictionary<string, RuleTree>();

    public RuleTree? Items { get; private init; }

    public RuleTree? AdditionalProperties { get; private init; }

    public IReadOnlyList<RuleTree> AllOf { get; private init; } = [];

    /// <summary>Null if the schema has no rules.</summary>
    public static RuleTree? Of(JSONSchemaProps schema) => DeclaredType.Of(schema, isRoot: true) is { } type ? Of(schema, type) : null;

    /// <param name="rules">The schema with the rules; of an allOf it may have no types of its own.</param>
    /// <param name="type">The structural type of this place.</param>
    private static RuleTree? Of(JSONSchemaProps rules, DeclaredType type)
    {
        var properties = new Dictionary<string, RuleTree>(StringComparer.Ordinal);
        foreach (var (name, property) in rules.Properties)
        {
            if (TypeOf(type, name) is { } declared && Of(property, declared) is { } tree)
            {
                properties[name] = tree;
            }
        }

        var items = rules.Items?.Schema is { } item && type.Schema.Type == "array" && type.Element is { } itemType ? Of(item, itemType) : null;
        var values = rules.AdditionalProperties?.Schema is { } value && type.Schema.Type == "object" && type.Element is { } valueType
            ? Of(value, valueType)
            : null;
        List<RuleTree> allOf = [.. rules.AllOf.Select(all => Of(all, type)).OfType<RuleTree>()];
        if (rules.XValidations.Count == 0 && properties.Count == 0 && items is null && values is null && allOf.Count == 0)
        {
            return null;
        }

        var compiler = new RuleCompiler(type);
        return new RuleTree(type, [.. rules.XValidations.Select(compiler.Compile)])
        {
            Properties = properties,
            Items = items,
            AdditionalProperties = values,
            AllOf = allOf,
        };
    }

    /// <summary>What expressions cannot name has rules of its own all the same.</summary>
    private static DeclaredType? TypeOf(DeclaredType type, string name)
    {
        if (FieldNames.Escape(name) is { } escaped)
        {
            return type.Fields?.TryGetValue(escaped, out var declared) == true ? declared.Type : null;
        }

        return type.Schema.Properties.TryGetValue(name, out var schema) ? DeclaredType.Of(schema, schema.XEmbeddedResource) : null;
    }
}
