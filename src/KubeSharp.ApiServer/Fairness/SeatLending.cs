namespace KubeSharp.ApiServer.Fairness;

/// <summary>Moves seats from levels that do not need them to levels that do, within what each lends and borrows.</summary>
internal static class SeatLending
{
    /// <summary>To be called once a period, of ten seconds upstream.</summary>
    /// <returns>The part of its target that every level got.</returns>
    public static double Adjust(IReadOnlyList<PriorityLevel> levels, int serverSeats)
    {
        var taken = levels.Where(level => level.IsExempt).Sum(level => level.SeatsInUse);
        var limited = levels.Where(level => !level.IsExempt).ToList();
        var needs = limited.ConvertAll(level => NeedOf(level, serverSeats));
        var seats = Math.Max(0, limited.Sum(level => level.Limits.Nominal) - taken);
        var (fraction, shares) = Share(needs, seats);
        for (var i = 0; i < limited.Count; i++)
        {
            limited[i].SetLimit(needs[i].Target, (int)Math.Round(shares[i]));
        }

        return fraction;
    }

    /// <summary>Each gets the same fraction of its target, but no less than its lower and no more than its upper bound.</summary>
    public static (double Fraction, double[] Shares) Share(IReadOnlyList<(double Lower, double Upper, double Target)> needs, double seats)
    {
        double Given(double fraction) => needs.Sum(need => Math.Clamp(fraction * need.Target, need.Lower, need.Upper));

        var (low, high) = (0.0, 1.0);
        while (high < 1e9 && Given(high) < seats)
        {
            (low, high) = (high, high * 2);
        }

        // The sum grows with the fraction, if not steadily.
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Given(middle) < seats ? (middle, high) : (low, middle);
        }

        return (high, [.. needs.Select(need => Math.Clamp(high * need.Target, need.Lower, need.Upper))]);
    }

    private static (double Lower, double Upper, double Target) NeedOf(PriorityLevel level, int serverSeats)
    {
        level.EndPeriod();
        var limits = level.Limits;
        var lower = Math.Max(limits.Lower, Math.Min(limits.Nominal, level.Demand.High));
        return (lower, Math.Max(lower, limits.Upper(serverSeats)), Math.Max(Math.Max(lower, level.Demand.Smoothed), 0.001));
    }
}
