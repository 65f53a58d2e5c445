namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>Checks of one string against a name rule; a failure is reported as an invalid value of <c>parent.child</c>.</summary>
internal static class NameChecks
{
    public static void Dns1123Label(ErrorList errors, FieldPath parent, string? child, string value)
    {
        if (!NameRules.IsDns1123Label(value))
        {
            Report(errors, parent, child, value, NameMessages.Dns1123Label(value));
        }
    }

    public static void Dns1123Subdomain(ErrorList errors, FieldPath parent, string? child, string value)
    {
        if (!NameRules.IsDns1123Subdomain(value))
        {
            Report(errors, parent, child, value, NameMessages.Dns1123Subdomain(value));
        }
    }

    public static void QualifiedName(ErrorList errors, FieldPath parent, string? child, string value)
    {
        if (!NameRules.IsQualifiedName(value))
        {
            Report(errors, parent, child, value, NameMessages.QualifiedName(value));
        }
    }

    public static void LabelValue(ErrorList errors, FieldPath parent, string? child, string value)
    {
        if (!NameRules.IsLabelValue(value))
        {
            Report(errors, parent, child, value, NameMessages.LabelValue(value));
        }
    }

    public static void ConfigKey(ErrorList errors, FieldPath parent, string? child, string value)
    {
        if (value.Length > NameRules.SubdomainMaxLength || value.Length == 0 || value[0] == '.' || !NameRules.HasConfigKeyShape(value))
        {
            Report(errors, parent, child, value, NameMessages.ConfigKey(value));
        }
    }

    public static void EnvVarName(ErrorList errors, FieldPath parent, string? child, string value)
    {
        if (!NameRules.IsEnvVarName(value))
        {
            Report(errors, parent, child, value, NameMessages.EnvVarName(value));
        }
    }

    public static void Report(ErrorList errors, FieldPath parent, string? child, string value, IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            errors.InvalidText(child is null ? parent : parent.Child(child), value, message);
        }
    }
}
