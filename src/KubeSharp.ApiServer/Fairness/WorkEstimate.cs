namespace KubeSharp.ApiServer.Fairness;

/// <summary>What a request is taken to cost.</summary>
/// <param name="Seats">While it runs, at least 1.</param>
/// <param name="FinalSeats">Afterwards, while its event goes to the watches; 0 for nothing.</param>
/// <param name="FinalTime">How long that takes with so many seats.</param>
internal readonly record struct WorkEstimate(int Seats, int FinalSeats = 0, TimeSpan FinalTime = default)
{
    public static WorkEstimate One { get; } = new(1);

    /// <summary>A watch needs its seats only until it has begun.</summary>
    public bool IsWatch { get; init; }

    /// <summary>How many watches a write has to tell; null of a request that is no write.</summary>
    public int? Watches { get; init; }

    public int MostSeats => Math.Max(Seats, FinalSeats);
}
