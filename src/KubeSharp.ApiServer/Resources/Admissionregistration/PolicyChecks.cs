using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Policies;
using KubeSharp.ApiServer.Resources.Validation;
using KubeSharp.Cel;
using KubeSharp.Cel.Schemas;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>Admission policies and match conditions: what they need to say, and that their expressions compile.</summary>
internal static class PolicyChecks
{
    private const int MaxConditions = 64;

    public static void Validate(ErrorList errors, ValidatingAdmissionPolicySpec spec)
    {
        var path = FieldPath.Root("spec");
        if (spec.FailurePolicy is { } failurePolicy)
        {
            FieldChecks.OneOf(errors, path, "failurePolicy", failurePolicy, "Fail", "Ignore");
        }

        Parameters(errors, path, spec.ParamKind);
        Constraints(errors, path, spec.MatchConstraints);
        var environment = spec.ParamKind is null ? AdmissionExpressions.WithoutParams : AdmissionExpressions.WithParams;
        Conditions(errors, path.Child("matchConditions"), spec.MatchConditions, environment);
        environment = Variables(errors, path.Child("variables"), spec.Variables, environment);
        if (spec.Validations.Count == 0 && spec.AuditAnnotations.Count == 0)
        {
            errors.Required(path.Child("validations"), "validations or auditAnnotations must be non-empty");
            errors.Required(path.Child("auditAnnotations"), "validations or auditAnnotations must be non-empty");
        }

        for (var i = 0; i < spec.Validations.Count; i++)
        {
            Check(errors, path.Child("validations").Index(i), spec.Validations[i], environment);
        }

        for (var i = 0; i < spec.AuditAnnotations.Count; i++)
        {
            var place = path.Child("auditAnnotations").Index(i);
            FieldChecks.Required(errors, place, "key", spec.AuditAnnotations[i].Key);
            Expression(
                errors, place.Child("valueExpression"), spec.AuditAnnotations[i].ValueExpression, environment,
                CelTypeKind.String, CelTypeKind.Null);
        }
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

            Expression(errors, place.Child("expression"), conditions[i].Expression, environment, CelTypeKind.Bool);
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
        Expression(errors, path.Child("expression"), validation.Expression, environment, CelTypeKind.Bool);
        if (validation.MessageExpression.Length > 0)
        {
            Expression(errors, path.Child("messageExpression"), validation.MessageExpression, environment, CelTypeKind.String);
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
    private static bool Expression(ErrorList errors, FieldPath path, string expression, CelEnvironment environment, params ReadOnlySpan<CelTypeKind> types)
    {
        if (expression.Trim().Length == 0)
        {
            errors.Required(path, "");
            return false;
        }

        try
        {
            var type = environment.Compile(expression).ResultType;
            if (types.IsEmpty || type.IsDyn || types.Contains(type.Kind))
            {
                return true;
            }

            errors.InvalidText(path, expression, $"must evaluate to {(types.Length > 1 ? "one of [string null_type]" : types[0] == CelTypeKind.Bool ? "bool" : "string")}");
        }
        catch (CelCompileException e)
        {
            errors.InvalidText(path, expression, "compilation failed: " + e.Message);
        }

        return false;
    }
}
