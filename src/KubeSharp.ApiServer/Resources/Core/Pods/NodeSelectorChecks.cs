using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Node selectors and their terms.</summary>
internal static class NodeSelectorChecks
{
    public static void Validate(ErrorList errors, FieldPath path, NodeSelector selector)
    {
        var list = path.Child("nodeSelectorTerms");
        if (selector.NodeSelectorTerms.Count == 0)
        {
            errors.Required(list, "must have at least one node selector term");
            return;
        }

        for (var i = 0; i < selector.NodeSelectorTerms.Count; i++)
        {
            Term(errors, list.Index(i), selector.NodeSelectorTerms[i], checkValues: true);
        }
    }

    /// <param name="checkValues">Preferences may name values that no label can have.</param>
    public static void Term(ErrorList errors, FieldPath path, NodeSelectorTerm term, bool checkValues)
    {
        for (var i = 0; i < term.MatchExpressions.Count; i++)
        {
            Expression(errors, path.Child("matchExpressions").Index(i), term.MatchExpressions[i], checkValues);
        }

        for (var i = 0; i < term.MatchFields.Count; i++)
        {
            Field(errors, path.Child("matchFields").Index(i), term.MatchFields[i]);
        }
    }

    private static void Expression(ErrorList errors, FieldPath path, NodeSelectorRequirement requirement, bool checkValues)
    {
        switch (requirement.Operator)
        {
            case "In" or "NotIn":
                if (requirement.Values.Count == 0)
                {
                    errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                }

                break;
            case "Exists" or "DoesNotExist":
                if (requirement.Values.Count > 0)
                {
                    errors.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }

                break;
            case "Gt" or "Lt":
                if (requirement.Values.Count != 1)
                {
                    errors.Required(path.Child("values"), "must be specified single value when `operator` is 'Lt' or 'Gt'");
                }

                break;
            default:
                errors.InvalidText(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }

        NameChecks.QualifiedName(errors, path, "key", requirement.Key);
        for (var i = 0; checkValues && i < requirement.Values.Count; i++)
        {
            if (!NameRules.IsLabelValue(requirement.Values[i]))
            {
                NameChecks.LabelValue(errors, path.Child("values").Index(i), null, requirement.Values[i]);
            }
        }
    }

    private static void Field(ErrorList errors, FieldPath path, NodeSelectorRequirement requirement)
    {
        if (requirement.Operator is not ("In" or "NotIn"))
        {
            errors.InvalidText(path.Child("operator"), requirement.Operator, "not a valid selector operator");
        }
        else if (requirement.Values.Count != 1)
        {
            errors.Required(path.Child("values"), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }

        if (requirement.Key != "metadata.name")
        {
            errors.InvalidText(path.Child("key"), requirement.Key, "not a valid field selector key");
            return;
        }

        for (var i = 0; i < requirement.Values.Count; i++)
        {
            ObjectNames.Check(errors, path.Child("values").Index(i), null, requirement.Values[i], NameRule.Subdomain);
        }
    }
}
