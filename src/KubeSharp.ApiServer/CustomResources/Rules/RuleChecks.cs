using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Validation;
using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Schemas;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>Whether the rules of a schema compile, can be evaluated where they stand, and stay below the limits of cost.</summary>
internal sealed class RuleChecks
{
    private readonly ErrorList _errors;
    private readonly RuleCosts _costs = new();

    private RuleChecks(ErrorList errors) => _errors = errors;

    public static void Validate(ErrorList errors, FieldPath path, JSONSchemaProps schema)
    {
        if (!SchemaRules.HasAny(schema) || DeclaredType.Of(schema, isRoot: true) is not { } type)
        {
            return;
        }

        var checks = new RuleChecks(errors);
        checks.Visit(new Place(path, schema, type, 1, null));
        checks._costs.CheckTotal(errors, path);
    }

    private void Visit(Place place)
    {
        var schema = place.Schema;
        if (schema.XValidations.Count > 0)
        {
            Rules(place);
        }

        var uncorrelatable = place.Uncorrelatable ?? (schema.XMapType == "atomic" ? place.Path : null);
        foreach (var (name, property) in schema.Properties)
        {
            var declared = FieldNames.Escape(name) is { } escaped
                ? place.Type.Fields?.GetValueOrDefault(escaped)?.Type
                : DeclaredType.Of(property, property.XEmbeddedResource);
            if (declared is not null && SchemaRules.HasAny(property))
            {
                Visit(place with
                {
                    Path = place.Path.Child("properties").Key(name),
                    Schema = property,
                    Type = declared,
                    Uncorrelatable = uncorrelatable,
                });
            }
        }

        if (place.Type.Element is not { } element)
        {
            return;
        }

        var count = Saturating.Multiply(place.Count, (ulong)(place.Type.MaxElements ?? 1));
        if (schema.AdditionalProperties?.Schema is { } values)
        {
            Visit(place with
            {
                Path = place.Path.Child("additionalProperties"),
                Schema = values,
                Type = element,
                Count = count,
                Uncorrelatable = uncorrelatable,
            });
        }

        if (schema.Items?.Schema is { } items)
        {
            Visit(place with
            {
                Path = place.Path.Child("items"),
                Schema = items,
                Type = element,
                Count = count,
                Uncorrelatable = place.Uncorrelatable ?? (schema.XListType == "map" ? null : place.Path),
            });
        }
    }

    private void Rules(Place place)
    {
        var compiler = new RuleCompiler(place.Type);
        for (var i = 0; i < place.Schema.XValidations.Count; i++)
        {
            var path = place.Path.Child("x-kubernetes-validations").Index(i);
            var rule = place.Schema.XValidations[i];
            if (rule.Rule.Trim().Length == 0)
            {
                _errors.Required(path.Child("rule"), "rule is not specified");
                continue;
            }

            Texts(path, rule, place.Schema);
            Compiled(path, compiler.Compile(rule), place);
        }
    }

    private void Texts(FieldPath path, ValidationRule rule, JSONSchemaProps schema)
    {
        var message = rule.Message.Trim();
        if (rule.Message.Length > 0 && message.Length == 0)
        {
            _errors.InvalidText(path.Child("message"), rule.Message, "message must be non-empty if specified");
        }
        else if (message.Contains('\n', StringComparison.Ordinal))
        {
            _errors.InvalidText(path.Child("message"), rule.Message, "message must not contain line breaks");
        }
        else if (rule.Rule.Trim().Contains('\n', StringComparison.Ordinal) && message.Length == 0)
        {
            _errors.Required(path.Child("message"), "message must be specified if rule contains line breaks");
        }

        if (rule.MessageExpression.Length > 0 && rule.MessageExpression.Trim().Length == 0)
        {
            _errors.Required(path.Child("messageExpression"), "messageExpression must be non-empty if specified");
        }

        if (rule.Reason is { } reason
            && reason is not ("FieldValueDuplicate" or "FieldValueForbidden" or "FieldValueInvalid" or "FieldValueRequired"))
        {
            _errors.NotSupportedText(
                path.Child("reason"), reason, "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");
        }

        if (rule.FieldPath.Length > 0 && FieldPathError(rule.FieldPath, schema) is { } error)
        {
            _errors.InvalidText(path.Child("fieldPath"), rule.FieldPath, error);
        }
    }

    private static string? FieldPathError(string fieldPath, JSONSchemaProps schema)
    {
        if (fieldPath.Trim().Length == 0)
        {
            return "fieldPath must be non-empty if specified";
        }

        if (fieldPath.Contains('\n', StringComparison.Ordinal))
        {
            return "fieldPath must not contain line breaks";
        }

        return RuleFieldPath.Check(fieldPath.Trim(), schema) is { } error ? "fieldPath must be a valid path: " + error : null;
    }

    private void Compiled(FieldPath path, CompiledRule compiled, Place place)
    {
        var rule = compiled.Rule;
        if (compiled.Error is { } error)
        {
            _errors.Invalid(path.Child("rule"), RuleText.Of(rule), error);
        }

        if (compiled.MessageError is { } messageError)
        {
            _errors.Invalid(path.Child("messageExpression"), RuleText.Of(rule), messageError);
        }

        if (compiled.UsesOldSelf && place.Uncorrelatable is { } around)
        {
            _errors.InvalidText(path.Child("rule"), rule.Rule, $"oldSelf cannot be used on the uncorrelatable portion of the schema within {around}");
        }

        if (rule.OptionalOldSelf is { } optional && compiled.Program is not null && !compiled.UsesOldSelf)
        {
            _errors.InvalidFlag(path.Child("optionalOldSelf"), optional, "may not be set if oldSelf is not used in rule");
        }

        var sizes = new SchemaSizes(place.Type);
        if (compiled.Program is { } program)
        {
            _costs.Add(_errors, path.Child("rule"), "rule", Saturating.Multiply(program.EstimateCost(sizes).Max, place.Count));
        }

        if (compiled.Message is { } message)
        {
            _costs.Add(_errors, path.Child("messageExpression"), "messageExpression", Saturating.Multiply(message.EstimateCost(sizes).Max, place.Count));
        }
    }

    /// <param name="Path">Of the schema.</param>
    /// <param name="Schema">At this place.</param>
    /// <param name="Type">What expressions see of it.</param>
    /// <param name="Count">How many values of it an object may hold.</param>
    /// <param name="Uncorrelatable">What around it loses track of which value was which; null if nothing does.</param>
    private sealed record Place(FieldPath Path, JSONSchemaProps Schema, DeclaredType Type, ulong Count, FieldPath? Uncorrelatable);
}
