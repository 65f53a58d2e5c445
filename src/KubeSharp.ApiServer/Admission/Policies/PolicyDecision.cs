namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>A validation that does not hold, or could not be evaluated.</summary>
/// <param name="Index">Of the validation in its policy; 0 for match conditions.</param>
/// <param name="Message">What the user is told.</param>
/// <param name="ErrorType">See <see cref="PolicyErrorType"/>.</param>
/// <param name="Elapsed">How long the evaluation has taken.</param>
internal sealed record PolicyDecision(int Index, string Message, string ErrorType, TimeSpan Elapsed)
{
    /// <summary>Of the status; null: Invalid.</summary>
    public string? Reason { get; init; }

    /// <summary>An evaluation that has failed, and by its policy does no harm.</summary>
    public bool IsIgnored { get; init; }
}
