using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Policies;
using KubeSharp.ApiServer.Resources.Validation;
using KubeSharp.Cel;
using KubeSharp.Cel.Admission;
using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Schemas;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>Admission policies and match conditions: what they need to say, and that their expressions compile.</summary>
internal static class PolicyChecks
{
    private const int MaxConditions = 64;

    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="policy">The policy's name, which stands before the keys of its annotations.</param>
    /// <param name="spec">What it says.</param>
    public static void Validate(ErrorList errors, string policy, ValidatingAdmissionPolicySpec spec)
    {
        var path = FieldPath.Root("spec");
        var environment = Common(errors, path, spec.FailurePolicy, spec.ParamKind, spec.MatchConstraints, spec.MatchConditions, spec.Variables);
        if (spec.Validations.Count == 0 && spec.AuditAnnotations.Count == 0)
        {
            errors.Required(path.Child("validations"), "validations or auditAnnotations must be non-empty");
            errors.Required(path.Child("auditAnnotations"), "validations or auditAnnotations must be non-empty");
        }

        for (var i = 0; i < spec.Validations.Count; i++)
        {
            Check(errors, path.Child("validations").Index(i), spec.Validations[i], environment);
        }

        var keys = new HashSet<string>();
        for (var i = 0; i < spec.AuditAnnotations.Count; i++)
        {
            var (place, annotation) = (path.Child("auditAnnotations").Index(i), spec.AuditAnnotations[i]);
            NameChecks.QualifiedName(errors, place, "key", policy + "/" + annotation.Key);
            if (!keys.Add(annotation.Key))
            {
                errors.Duplicate(place.Child("key"), ErrorList.Quote(annotation.Key));
            }

            Expression(errors, place.Child("valueExpression"), annotation.ValueExpression, environment, CelType.String, CelType.Null);
        }
    }

    public static void Validate(ErrorList errors, MutatingAdmissionPolicySpec spec)
    {
        var path = FieldPath.Root("spec");
        var environment = Common(errors, path, spec.FailurePolicy, spec.ParamKind, spec.MatchConstraints, spec.MatchConditions, spec.Variables)
            .With(CelLibrary.Patches);
        if (spec.Mutations.Count == 0)
        {
            errors.Required(path.Child("mutations"), "mutations must contain at least one item");
        }

        for (var i = 0; i < spec.Mutations.Count; i++)
        {
            Check(errors, path.Child("mutations").Index(i), spec.Mutations[i], environment);
        }

        FieldChecks.RequiredOneOf(errors, path, "reinvocationPolicy", spec.ReinvocationPolicy, "Never", "IfNeeded");
    }

    public static void Validate(ErrorList errors, MutatingAdmissionPolicyBindingSpec spec)
    {
        var path = FieldPath.Root("spec");
        FieldChecks.Required(errors, path, "policyName", spec.PolicyName);
        Reference(errors, path.Child("paramRef"), spec.ParamRef);
    }

    public static void Validate(ErrorList errors, ValidatingAdmissionPolicyBindingSpec spec)
    {
        var path = FieldPath.Root("spec");
        FieldChecks.Required(errors, path, "policyName", spec.PolicyName);
        Reference(errors, path.Child("paramRef"), spec.ParamRef);
        if (spec.ValidationActions.Count == 0)
        {
            errors.Required(path.Child("validationActions"), "at least one validation action is required");
        }

        var seen = new HashSet<string>();
        for (var i = 0; i < spec.ValidationActions.Count; i++)
        {
            var place = path.Child("validationActions").Index(i);
            if (spec.ValidationActions[i] is not ("Audit" or "Deny" or "Warn"))
            {
                errors.NotSupportedText(place, spec.ValidationActions[i], "Audit", "Deny", "Warn");
            }

            if (!seen.Add(spec.ValidationActions[i]))
            {
                errors.Duplicate(place, ErrorList.Quote(spec.ValidationActions[i]));
            }
        }

        if (seen.Contains("Deny") && seen.Contains("Warn"))
        {
            errors.InvalidList(path.Child("validationActions"), spec.ValidationActions, "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
        }
    }

    public static void Conditions(ErrorList errors, FieldPath path, ApiList<MatchCondition> conditions, CelEnvironment environment)
    {
        if (conditions.Count > MaxConditions)
        {
            errors.TooMany(path, conditions.Count, MaxConditions);
        }

        var seen = new HashSet<string>();
        for (var i = 0; i < conditions.Count; i++)
        {
            var place = path.Index(i);
            if (conditions[i].Name.Length == 0)
            {
                errors.Required(place.Child("name"), "");
            }
            else if (!seen.Add(conditions[i].Name))
            {
                errors.Duplicate(place.Child("name"), ErrorList.Quote(conditions[i].Name));
            }

            Expression(errors, place.Child("expression"), conditions[i].Expression, environment, CelType.Bool);
        }
    }

    /// <summary>What both sorts of policies have; gives what the other expressions may refer to.</summary>
    private static CelEnvironment Common(
        ErrorList errors,
        FieldPath path,
        string? failurePolicy,
        ParamKind? parameters,
        MatchResources? constraints,
        ApiList<MatchCondition> conditions,
        ApiList<Variable> variables)
    {
        if (failurePolicy is not null)
        {
            FieldChecks.OneOf(errors, path, "failurePolicy", failurePolicy, "Fail", "Ignore");
        }

        Parameters(errors, path, parameters);
        Constraints(errors, path, constraints);
        var environment = AdmissionEnvironment.Of(parameters);
        Conditions(errors, path.Child("matchConditions"), conditions, environment);
        return Variables(errors, path.Child("variables"), variables, environment);
    }

    private static void Check(ErrorList errors, FieldPath path, Mutation mutation, CelEnvironment environment)
    {
        switch (mutation.PatchType)
        {
            case "ApplyConfiguration":
                Patch(errors, path, mutation.ApplyConfiguration?.Expression, "applyConfiguration", mutation.PatchType, environment, ApplyConfigurationTypes.Root);
                Absent(errors, path, mutation.JSONPatch, "jsonPatch", mutation.PatchType);
                break;
            case "JSONPatch":
                Patch(errors, path, mutation.JSONPatch?.Expression, "jsonPatch", mutation.PatchType, environment, CelType.List(JsonPatchTypes.JsonPatch));
                Absent(errors, path, mutation.ApplyConfiguration, "applyConfiguration", mutation.PatchType);
                break;
            default:
                FieldChecks.RequiredOneOf(errors, path, "patchType", mutation.PatchType, "ApplyConfiguration", "JSONPatch");
                break;
        }
    }

    private static void Patch(
        ErrorList errors, FieldPath path, string? expression, string field, string patchType, CelEnvironment environment, CelType type)
    {
        if (expression is null)
        {
            errors.Required(path.Child(field), "must be specified when patchType is " + patchType);
        }
        else
        {
            Expression(errors, path.Child(field).Child("expression"), expression, environment, type);
        }
    }

    private static void Absent(ErrorList errors, FieldPath path, ApiStruct? value, string field, string patchType)
    {
        if (value is not null)
        {
            errors.InvalidText(path.Child(field), $"{{{field}}}", "must not be specified when patchType is " + patchType);
        }
    }

    private static void Parameters(ErrorList errors, FieldPath path, ParamKind? kind)
    {
        if (kind is not null)
        {
            FieldChecks.Required(errors, path.Child("paramKind"), "apiVersion", kind.APIVersion);
            FieldChecks.Required(errors, path.Child("paramKind"), "kind", kind.Kind);
        }
    }

    private static void Reference(ErrorList errors, FieldPath path, ParamRef? reference)
    {
        if (reference is null)
        {
            return;
        }

        if (reference.Name.Length > 0 == reference.Selector is not null)
        {
            errors.Required(path, "one of name or selector must be specified");
        }

        if (reference.ParameterNotFoundAction is not ("Allow" or "Deny"))
        {
            errors.Required(path.Child("parameterNotFoundAction"), "");
        }
    }

    private static void Constraints(ErrorList errors, FieldPath path, MatchResources? resources)
    {
        if (resources is null)
        {
            errors.Required(path.Child("matchConstraints"), "");
            return;
        }

        var rules = path.Child("matchConstraints").Child("resourceRules");
        if (resources.ResourceRules.Count == 0)
        {
            errors.Required(rules, "");
        }

        for (var i = 0; i < resources.ResourceRules.Count; i++)
        {
            RuleChecks.Validate(errors, rules.Index(i), resources.ResourceRules[i]);
        }
    }

    private static CelEnvironment Variables(ErrorList errors, FieldPath path, ApiList<Variable> variables, CelEnvironment environment)
    {
        var seen = new HashSet<string>();
        var good = new List<Variable>();
        for (var i = 0; i < variables.Count; i++)
        {
            var (place, variable) = (path.Index(i), variables[i]);
            if (variable.Name.Length == 0 || FieldNames.Escape(variable.Name) != variable.Name)
            {
                errors.InvalidText(place.Child("name"), variable.Name, "name is not a valid CEL identifier");
            }
            else if (!seen.Add(variable.Name))
            {
                errors.Duplicate(place.Child("name"), ErrorList.Quote(variable.Name));
            }
            else if (Expression(errors, place.Child("expression"), variable.Expression, PolicyVariables.Of([.. good], environment).Environment))
            {
                good.Add(variable);
            }
        }

        return PolicyVariables.Of([.. good], environment).Environment;
    }

    private static void Check(ErrorList errors, FieldPath path, Api.Admissionregistration.V1.Validation validation, CelEnvironment environment)
    {
        Expression(errors, path.Child("expression"), validation.Expression, environment, CelType.Bool);
        if (validation.MessageExpression.Length > 0)
        {
            Expression(errors, path.Child("messageExpression"), validation.MessageExpression, environment, CelType.String);
        }

        if (validation.Message.Length > 0 && validation.Message.Trim().Length == 0)
        {
            errors.InvalidText(path.Child("message"), validation.Message, "message must be non-empty if specified");
        }
        else if (validation.Message.Trim().Contains('\n', StringComparison.Ordinal))
        {
            errors.InvalidText(path.Child("message"), validation.Message, "message must not contain line breaks");
        }
        else if (validation.Message.Length == 0 && validation.Expression.Trim().Contains('\n', StringComparison.Ordinal))
        {
            errors.Required(path.Child("message"), "message must be specified if expression contains line breaks");
        }

        if (validation.Reason is { } reason)
        {
            FieldChecks.OneOf(errors, path, "reason", reason, "Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized");
        }
    }

    /// <summary>True if the expression compiles and has one of the types; without types any will do.</summary>
    private static bool Expression(ErrorList errors, FieldPath path, string expression, CelEnvironment environment, params ReadOnlySpan<CelType> types)
    {
        if (expression.Trim().Length == 0)
        {
            errors.Required(path, "");
            return false;
        }

        try
        {
            var type = environment.Compile(expression).ResultType;
            if (types.IsEmpty || types.Contains(type))
            {
                return true;
            }

            errors.InvalidText(path, expression, types.Length == 1
                ? $"must evaluate to {types[0]} but got {type}"
                : $"must evaluate to one of [{string.Join(' ', types.ToArray().Select(static type => type.Name))}]");
        }
        catch (CelCompileException e)
        {
            errors.InvalidText(path, expression, "compilation failed: " + e.Message);
        }

        return false;
    }
}
