using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Bootstrap.FlowControl;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Flowcontrol;

/// <summary>What a FlowSchema must be like.</summary>
internal static class FlowSchemaChecks
{
    private const int HighestPrecedence = 10_000;
    private const string Exempt = "exempt";

    public static void Validate(ErrorList errors, FlowSchema schema)
    {
        var path = FieldPath.Root("spec");
        var name = schema.Metadata.Name;
        if (name is Exempt or "catch-all" && FlowSchemas.All.First(standard => standard.Metadata.Name == name).Spec != schema.Spec)
        {
            errors.Invalid(path, FlowControlText.Of(schema), $"spec of '{name}' must equal the fixed value");
        }

        Precedence(errors, path.Child("matchingPrecedence"), name, schema.Spec.MatchingPrecedence);
        if (schema.Spec.DistinguisherMethod is { Type: not ("ByNamespace" or "ByUser") } method)
        {
            // Upstream shows the whole method where its type is wrong.
            errors.NotSupported(
                path.Child("distinguisherMethod").Child("type"), $$"""{"type":{{ErrorList.Quote(method.Type)}}}""", "ByNamespace", "ByUser");
        }

        var level = schema.Spec.PriorityLevelConfiguration.Name;
        var levelPath = path.Child("priorityLevelConfiguration");
        if (level.Length == 0)
        {
            errors.Required(levelPath.Child("name"), "must reference a priority level");
        }
        else
        {
            NameChecks.Dns1123Subdomain(errors, levelPath, "name", level);
        }

        for (var i = 0; i < schema.Spec.Rules.Count; i++)
        {
            Rule(errors, path.Child("rules").Index(i), schema.Spec.Rules[i]);
        }
    }

    private static void Precedence(ErrorList errors, FieldPath path, string name, int precedence)
    {
        if (precedence <= 0)
        {
            errors.InvalidNumber(path, precedence, "must be a positive value");
        }

        if (precedence > HighestPrecedence)
        {
            errors.InvalidNumber(path, precedence, $"must not be greater than {HighestPrecedence}");
        }

        if (precedence == 1 && name != Exempt)
        {
            errors.InvalidNumber(path, precedence, "only the schema named 'exempt' may have matchingPrecedence 1");
        }
    }

    private static void Rule(ErrorList errors, FieldPath path, PolicyRulesWithSubjects rule)
    {
        if (rule.Subjects.Count == 0)
        {
            errors.Required(path.Child("subjects"), "subjects must contain at least one value");
        }

        for (var i = 0; i < rule.Subjects.Count; i++)
        {
            FlowSubjectChecks.Validate(errors, path.Child("subjects").Index(i), rule.Subjects[i]);
        }

        if (rule.ResourceRules.Count == 0 && rule.NonResourceRules.Count == 0)
        {
            errors.Required(path, "at least one of resourceRules and nonResourceRules has to be non-empty");
        }

        for (var i = 0; i < rule.ResourceRules.Count; i++)
        {
            FlowRuleChecks.Validate(errors, path.Child("resourceRules").Index(i), rule.ResourceRules[i]);
        }

        for (var i = 0; i < rule.NonResourceRules.Count; i++)
        {
            FlowRuleChecks.Validate(errors, path.Child("nonResourceRules").Index(i), rule.NonResourceRules[i]);
        }
    }
}
