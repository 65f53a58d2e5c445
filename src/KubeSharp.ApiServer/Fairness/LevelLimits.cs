namespace KubeSharp.ApiServer.Fairness;

/// <summary>What a level is configured to have, in seats of this server.</summary>
/// <param name="Nominal">Its share.</param>
/// <param name="Lendable">How much of that others may borrow.</param>
/// <param name="Borrowing">How much it may borrow; null for as much as there is.</param>
internal readonly record struct LevelLimits(int Nominal, int Lendable, int? Borrowing)
{
    public int Lower => Nominal - Lendable;

    public int Upper(int serverSeats) => Borrowing is { } borrowing ? Nominal + borrowing : Math.Max(serverSeats, Nominal);
}
