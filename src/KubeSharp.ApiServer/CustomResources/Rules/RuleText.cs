using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>A rule as upstream prints it in errors.</summary>
internal static class RuleText
{
    public static string Of(ValidationRule rule) =>
        $"apiextensions.ValidationRule{{Rule:{ErrorList.Quote(rule.Rule)}, Message:{ErrorList.Quote(rule.Message)}, "
        + $"MessageExpression:{ErrorList.Quote(rule.MessageExpression)}, Reason:(*apiextensions.FieldValueErrorReason)(nil), "
        + $"FieldPath:{ErrorList.Quote(rule.FieldPath)}, OptionalOldSelf:(*bool)(nil)}}";
}
