namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>Upstream's names of what can go wrong with an expression, in metrics.</summary>
internal static class PolicyErrorType
{
    public const string None = "no_error";

    public const string Invalid = "invalid_error";

    public const string OutOfBudget = "out_of_budget";
}
