Console.WriteLine("design-time host");
