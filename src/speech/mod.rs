//! stub until the engine moves in
use std::ops::Range;
#[derive(Clone, Copy, Debug, PartialEq, Eq)] pub enum Dialect { North, South }
#[derive(Clone, Copy, Debug, PartialEq, Eq)] pub enum Profile { Broadcast, Nemo }
#[derive(Clone, Debug, PartialEq)] pub enum Value { Count(i64), Decimal { units: i64, scale: u8 }, Percent { units: i64, scale: u8 }, MoneyVnd(i64), Date { year: Option<i32>, month: u8, day: Option<u8> }, Phone(String) }
pub fn _r(_: Range<usize>) {}
